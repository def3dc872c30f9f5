<?php
$url = 'http://example.com/sendapi/request';
$post = array('user' => 'testuser', 'key' => 'xxxxxxxxxxxxxxxxxxxxxi', 'amount' => '10', 'number' =>
'01xxxxxxxx', 'service' => '64', 'type' => 1, 'id' => '6385f4f65e16e');
$header=array('band-key: flexisoftwarebd,');
    $ch = curl_init($url);
    curl_setopt($ch, CURLOPT_HTTPHEADER,$header);
    curl_setopt($ch, CURLOPT_CUSTOMREQUEST, "POST");
    curl_setopt($ch, CURLOPT_RETURNTRANSFER, true);
    curl_setopt($ch, CURLOPT_POSTFIELDS,$post);
    curl_setopt($ch, CURLOPT_FOLLOWLOCATION, 1);
    $result = curl_exec($ch);
    curl_close($ch);
?>
